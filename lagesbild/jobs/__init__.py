"""Long work that people can watch: a row with progress for each job, and starting a task by its name."""
