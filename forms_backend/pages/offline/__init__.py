"""The site without a line: kept on a device, or on a USB stick."""
