/**
Get the URL of a worker thread's file, both from source and in the bundle.

From source, it is next to the calling module. In the bundle, where modules are merged into chunks, `scripts/bundle.ts` gives every worker a stable name in `workers/`.

@param name The worker's file name without its extension.
@param caller `import.meta.url` of the calling module.

@example
```
new Worker(workerUrl('verify-worker', import.meta.url));
```
*/
export function workerUrl(name: string, caller: string): URL {
	return caller.endsWith('.ts')
		? new URL(`${name}.ts`, caller)
		: new URL(`workers/${name}.js`, caller);
}
