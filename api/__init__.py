"""Answer people and programs: command line, HTML report, REST."""
