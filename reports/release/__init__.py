"""What is looked for in a built bundle before it may be published. Each module is one question; `reports.release_checks` asks them all."""
