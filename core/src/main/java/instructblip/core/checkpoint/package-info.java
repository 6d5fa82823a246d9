/**
 * Files of a checkpoint folder: safetensors headers, shard index, configuration. A folder goes in;
 * checked tensor entries come out.
 */
package instructblip.core.checkpoint;
