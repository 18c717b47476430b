"""Who may open the staff pages: passwords, second factors, sessions, invitations, what was done to whom."""
