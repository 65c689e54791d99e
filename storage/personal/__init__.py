"""What every table holds of people, area by area: each module's `TABLES` is part of the register (`personal_data`)."""
