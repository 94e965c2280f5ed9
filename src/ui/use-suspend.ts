import {useApp} from 'ink';
import {useRef} from 'react';
import {suspendJob} from '../support/process.ts';
import type {Key} from './keys.ts';
import useKeys from './use-keys.ts';

export const suspendKey: Key = {
	keys: ['ctrl-z'],
	does: 'Suspend; fg in the shell comes back',
};

/** Stop the program when its key is pressed, as a shell's user expects: the terminal is whole until it goes on, and all is drawn anew then. */
export default function useSuspend(): void {
	const {suspendTerminal, exit} = useApp();
	const isSuspended = useRef(false);
	const suspend = async () => {
		isSuspended.current = true;
		try {
			await suspendTerminal(suspendJob);
		} catch (error) {
			exit(error);
		} finally {
			isSuspended.current = false;
		}
	};

	useKeys([
		{
			key: suspendKey,
			run() {
				// It may be pressed twice before it is read.
				if (!isSuspended.current) {
					void suspend();
				}
			},
		},
	]);
}
