#include <string>
#include <vector>
std::string join(const std::vector<std::string> &v) { std::string s; for (auto &x : v) s += x; return s; }
