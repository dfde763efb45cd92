"""What a computer needs to start straight into one page of the hall and stay there."""
