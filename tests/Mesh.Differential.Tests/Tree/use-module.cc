import thing;
int main() { return answer() - 42; }
