import {useApp} from 'ink';
import {useRef} from 'react';
import {suspendJob} from '../../support/processes/job.ts';
import type {Key} from '../input/keys.ts';
import useKeys from '../input/use-keys.ts';

export const suspendKey: Key = {
	keys: ['ctrl-z'],
	does: 'Suspend; `fg` resumes',
};

/** Suspend the program on Ctrl-Z, as shell users expect: the terminal is restored meanwhile, and everything is redrawn on resume. */
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
				// It may be pressed twice before it is handled.
				if (!isSuspended.current) {
					void suspend();
				}
			},
		},
	]);
}
