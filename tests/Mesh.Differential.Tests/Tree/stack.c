int use(char *);
int big(int n) { char room[1000]; return use(room) + n; }
int dynamic(int n) { char room[n]; return use(room); }
int big2(int n) { char room[3000]; return use(room) + big(n); }
