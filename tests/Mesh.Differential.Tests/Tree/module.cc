export module thing;
export int answer() { return 42; }
