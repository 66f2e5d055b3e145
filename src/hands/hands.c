// Filled by the hands.
