int größe(int λ) { return λ + undefinierté; }
