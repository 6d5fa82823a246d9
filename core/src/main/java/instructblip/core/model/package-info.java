/** A checkpoint folder goes in; a model that answers requests comes out. */
package instructblip.core.model;
