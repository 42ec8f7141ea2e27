"""What the reports of one incident say together: type, parties, place, day, tolls, and counts held against it."""
