"""Configuration of nbgrader for this course: `nbgrader` and `bert2t5` both read it.

The preprocessor lists are the pipeline; each class is one step, described where it is defined.
"""

c = get_config()  # noqa: F821  (traitlets puts it there)

c.CourseDirectory.course_id = "bert2t5"
c.CourseDirectory.source_directory = "solutions/notebooks"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.submitted_directory = "autograder/var/submitted"
c.CourseDirectory.autograded_directory = "autograder/var/autograded"
c.CourseDirectory.feedback_directory = "autograder/var/feedback"
c.CourseDirectory.db_url = "sqlite:///autograder/var/gradebook.db"

c.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}

# Grading: read any file, repair it, have it judged in a sandbox, and give points for verdicts.
# Limits and sandbox: c.Limits.* and c.Sandbox.*, see autograder/bert2t5_grader/limits.py.
c.Autograde.exporter_class = "bert2t5_grader.submission.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["bert2t5_grader.repair.RepairSubmission"]
c.Autograde.autograde_preprocessors = [
    "bert2t5_grader.run.RunSubmission",
    "nbgrader.preprocessors.LimitOutput",
    "bert2t5_grader.score.SaveVerdicts",
    "nbgrader.preprocessors.AssignLatePenalties",
]
c.GenerateFeedback.exporter_class = "bert2t5_grader.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]
