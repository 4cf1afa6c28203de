"""The grader of the course: builds labs, runs submissions, forms verdicts."""
