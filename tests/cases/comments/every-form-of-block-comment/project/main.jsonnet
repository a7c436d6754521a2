/***/ /****/ /** x **/ // a line with /* in it
# another /** one
local a = 1; /** two **/ local b = 2; /*** three ***/
/**
 ** a box
 **/
{
  /** before **/ a: a, /**/ b: b, /* plain */
  text: '/** not a comment **/', other: "/** **/", verbatim: @'/** it''s **/', doubled: @"/** **/",
  block: |||
    /** stays **/
    // stays
  |||,
  divided: 8 /**/ / /** by **/ 2 /**/,
  nested: { /** /* **/ c: 3 },
  /*/ tricky **/ d: 4, /**/
} /** at the end **/
