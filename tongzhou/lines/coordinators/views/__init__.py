"""Pages of the line: on the phone, of the keepers, of managers."""
