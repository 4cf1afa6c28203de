"""What runs beside a student's code, inside the sandbox: it knows no answer, no test and no grade."""
