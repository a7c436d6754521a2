/** doc **/
# shell style
{
    a: 1,   // after
    /** before **/ b: 2 /* inside */,



    // last
}
// end
