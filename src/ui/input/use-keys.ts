import {useInput, useStdin} from 'ink';
import {use} from 'react';
import {isTyping, toKeyNames, type Key} from './keys.ts';
import {typingContext} from './typing.ts';

export type Binding = {
	readonly key: Key;
	/** Called with the name of the pressed key, for bindings whose keys differ in effect. */
	readonly run: (name: string) => void;
};

export type KeysOptions = {
	/** @default true */
	readonly isActive?: boolean;
	/** Called instead of `run` with the reason, if the key is disabled. */
	readonly onRefused?: (why: string) => void;
};

/**
Bind keys to actions. While a field is being edited, keys that type text are ignored, so that no letter of a password triggers a command.

@example
```
const quit: Key = {keys: ['q', 'ctrl-c'], does: 'Quit', short: 'quit'};
useKeys([{key: quit, run: () => exit()}]);
```
*/
export default function useKeys(
	bindings: readonly Binding[],
	{isActive = true, onRefused}: KeysOptions = {},
): void {
	// If stdin is a pipe, enabling raw mode would throw.
	const {isRawModeSupported} = useStdin();
	const typing = use(typingContext);
	useInput(
		(input, inkKey) => {
			for (const name of toKeyNames(input, inkKey)) {
				const binding = bindings.find(({key}) => key.keys.includes(name));
				if (!binding || (typing.fields > 0 && isTyping(name))) {
					continue;
				}

				const {key, run} = binding;
				if (key.disabled === undefined) {
					run(name);
				} else {
					onRefused?.(key.disabled);
				}
			}
		},
		{isActive: isActive && isRawModeSupported},
	);
}
