"""Publishing: pages are filled into the frame of the theme, and only what is not there yet is drawn and written."""
