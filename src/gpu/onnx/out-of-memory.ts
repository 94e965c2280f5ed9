/** Messages of onnxruntime on the CPU (`bad_alloc`, its arena) and on GPUs (CUDA, cuBLAS, WebGPU). */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|alloc_failed/iv;

/** Tell whether a failure of onnxruntime, given by its message, may not happen to smaller passes. */
export const isOutOfMemory = (problem: string) => outOfMemory.test(problem);
