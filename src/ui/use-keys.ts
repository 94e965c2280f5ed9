import {useInput, useStdin} from 'ink';
import {use} from 'react';
import {isTyping, toKeyNames, type Key} from './keys.ts';
import {typingContext} from './typing.ts';

export type Binding = {
	readonly key: Key;
	/** Gets the name of the key that was pressed, for those that do a thing each. */
	readonly run: (name: string) => void;
};

export type KeysOptions = {
	/** @default true */
	readonly isActive?: boolean;
	/** Called instead of `run` when the key is disabled, to say why. */
	readonly onRefused?: (why: string) => void;
};

/**
Do things when keys are pressed. While a field is being typed in, only the keys that write no text are heard, so that no letter of a password is a command.

@example
```
const quit: Key = {keys: ['q', 'ctrl-c'], does: 'Leave', short: 'leave'};
useKeys([{key: quit, run: () => exit()}]);
```
*/
export default function useKeys(
	bindings: readonly Binding[],
	{isActive = true, onRefused}: KeysOptions = {},
): void {
	// Where the input is a pipe, asking for single keys would throw.
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
