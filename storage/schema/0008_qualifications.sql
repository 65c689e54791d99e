-- Who may lead a kind of work, asked at every search for a supervisor.
CREATE INDEX qualifications_work ON qualifications (work, person_id);
