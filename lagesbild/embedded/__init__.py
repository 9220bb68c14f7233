"""PostgreSQL and Valkey from wheels, and the supervisor that `./run` and `./test` start. Knows nothing of Django's settings."""
