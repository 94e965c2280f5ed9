import {fork} from 'node:child_process';
import {once} from 'node:events';
import {expect, onTestFinished, test} from 'vitest';
import {onObserverFault, tell} from '../../src/support/observer.ts';

test('an observer is told, and one that is not there is no trouble', () => {
	const heard: unknown[] = [];
	tell(
		(...words: readonly unknown[]) => {
			heard.push(words);
		},
		'died',
		7,
	);
	tell(undefined);

	expect(heard).toEqual([['died', 7]]);
});

test('what an observer throws is heard by those who listen for that, not by who tells it', () => {
	const faults: unknown[] = [];
	const forget = onObserverFault(fault => {
		faults.push(fault);
	});
	onTestFinished(forget);
	const fault = new Error('ENOSPC');
	tell(() => {
		throw fault;
	});

	expect(faults).toEqual([fault]);
});

test('an observer of the fault that fails too does not keep everybody busy', () => {
	const fail = () => {
		throw new Error('again');
	};

	let faults = 0;
	onTestFinished(
		onObserverFault(() => {
			faults++;
			tell(fail);
		}),
	);
	tell(fail);
	tell(fail);

	expect(faults).toBe(2);
});

test('where nobody listens for faults of observers, they are as loud as others, after the work that they watch', async () => {
	const child = fork(new URL('../helpers/faulty-observer.ts', import.meta.url), {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const output = {said: '', complained: ''};
	child.stdout!.on('data', chunk => {
		output.said += String(chunk);
	});
	child.stderr!.on('data', chunk => {
		output.complained += String(chunk);
	});
	const [code] = (await once(child, 'close')) as [number];

	expect(output.said).toBe('work is done\n');
	expect(output.complained).toContain('Error: no space left');
	expect(code).toBe(1);
});
