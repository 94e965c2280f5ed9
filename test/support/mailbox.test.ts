import {expect, test} from 'vitest';
import {createMailbox} from '../../src/support/mailbox.ts';

test('what was added is taken in its order, whether or not somebody waits for it', async () => {
	const mailbox = createMailbox<number>();
	const first = mailbox.take();
	mailbox.add(1);
	mailbox.add(2);
	mailbox.add(3);

	expect([await first, await mailbox.take(), await mailbox.take()]).toEqual([1, 2, 3]);
});
