"""What is open, classified and internal; the legal grounds of secrecy; and what is marked with them."""
