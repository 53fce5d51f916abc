"""Fills in Word templates: `template` is where it begins. Nothing is read in here, so that the catalogue is quick."""
