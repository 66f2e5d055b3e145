/* comment
   over lines */ int a; /* nested /* ? */
#define F(x,\
 y) x \
 + y
int	tab	= F(1,	2);
// a line that continues \
int hidden;
%:define DIGRAPH 1
int b<::> = <% DIGRAPH, 2 %>;
