"""What has changed: versions beside each other, told with quotes of both."""
