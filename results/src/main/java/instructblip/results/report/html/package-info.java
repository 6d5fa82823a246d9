/**
 * A run or a comparison goes in; one HTML document that needs no other file comes out. Texts of the
 * data reach it through templates that escape them.
 */
package instructblip.results.report.html;
