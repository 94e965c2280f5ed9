import path from 'node:path';
import {isDirectory} from '../support/files/ensure-directory.ts';
import type {ModelFormat} from './process/engine-messages.ts';

const formatsByEnding: ReadonlyMap<string, ModelFormat> = new Map([
	['.onnx', 'tensor'],
	['.gguf', 'gguf'],
]);

/**
Tell the format of a model by what its path leads to: the ending of a file's name, in any case; a folder can only hold a language model.

@returns `undefined` if it is neither.

@example
```
findFormat('models/Chat.GGUF');
//=> 'gguf'
```
*/
export function findFormat(model: string): ModelFormat | undefined {
	const format = formatsByEnding.get(path.extname(model).toLowerCase());
	return format ?? (isDirectory(model) ? 'decoder' : undefined);
}
