__attribute__((objc_root_class)) @interface Thing { int a; } - (int)a; @end
@implementation Thing - (int)a { return a; } @end
