"""What passes between the two: questions and their answers, who is on the line, the account's facts, heat."""
