import {expect, test} from 'vitest';
import {openWalkthrough} from '../../helpers/screens/walkthrough-screen.tsx';
import {
	bill,
	coldkey,
	digits,
	equalCommand,
	finney,
	models,
	stateAt,
	subnets,
	wallets,
	words,
} from '../../helpers/screens/walkthrough-states.ts';

test('a network is taken by Enter', async () => {
	const {press, walkthrough} = await openWalkthrough(stateAt('network'));
	await press('down', 'enter');

	expect(walkthrough.edit).toHaveBeenLastCalledWith({network: 'finney'});
	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('an address is connected to by its own choice, and found again', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('network'));
	await press('end', 'down', 'down', 'down', 'down', 'enter');
	await press('ws://', '10.0.0.7', 'enter');
	expect(walkthrough.perform).not.toHaveBeenCalled();
	await press('enter');
	expect(walkthrough.perform).toHaveBeenCalledOnce();
	expect(walkthrough.state.getSnapshot().draft.network).toBe('ws://10.0.0.7');

	await press('escape', 'enter');
	expect(frame()).toContain('Address ws://10.0.0.7');
});

test('a wallet that was found is taken with its hotkey', async () => {
	const {press, walkthrough} = await openWalkthrough(stateAt('wallet', {facts: {wallets}}));
	await press('down', 'enter');

	expect(walkthrough.edit).toHaveBeenLastCalledWith({
		way: 'existing',
		wallet: 'rig',
		hotkeyName: 'two',
	});
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith(undefined);
});

test('a wallet that cannot be used says why', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('wallet', {facts: {wallets}}));
	await press('up', 'enter');
	expect(frame()).toContain('old / torn: The keyfile');
	await press('up', 'enter');

	expect(frame()).toContain('old / locked: its hotkey is encrypted');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a new wallet takes names and a password twice, and never shows it', async () => {
	const {press, walkthrough, frame, frames} = await openWalkthrough(
		stateAt('wallet', {
			facts: {wallets: [], network: finney},
			draft: {wallet: '', hotkeyName: ''},
		}),
	);
	await press('enter');
	expect(frame()).toContain('✖ Create the wallet');
	await press('rig', 'enter', 'one', 'enter');
	expect(walkthrough.state.getSnapshot().draft).toMatchObject({
		way: 'new',
		wallet: 'rig',
		hotkeyName: 'one',
	});
	expect(frame()).toContain('a coldkey that holds real TAO needs a password');
	await press('hunter2', 'enter', 'hunter', 'enter', 'enter');
	expect(frame()).toContain('the passwords differ');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('up', '2', 'enter', 'enter');
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'hunter2'});
	expect(frames.join('\n')).not.toContain('hunter');
});

test('a wallet without a password is made on a play network only, and said to be plain', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('wallet', {facts: {wallets: []}, draft: {wallet: 'rig'}}),
	);
	await press('enter', 'enter', 'enter', 'enter', 'enter');
	expect(frame()).toContain('not encrypted, without a password');
	await press('enter');

	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: ''});
});

test('words are pasted, counted and handed on, and never shown', async () => {
	const {press, paste, walkthrough, frame, frames} = await openWalkthrough(
		stateAt('wallet', {facts: {wallets: []}, draft: {wallet: 'rig', hotkeyName: 'one'}}),
	);
	await press('down', 'enter');
	await paste(words.split(' ').slice(0, 11).join('\n'));
	expect(frame()).toContain('11 words');
	expect(frame()).toContain('12, 15, 18, 21 or 24 words, not 11');
	await press(' walk', 'enter', 'enter', 'enter', 'enter', 'enter', 'enter');

	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: '', mnemonic: words});
	expect(frames.join('\n')).not.toMatch(/bottom|curtain|walk/v);
});

test.each(['ri/g', '../rig'])('the name %s is refused in the form', async name => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('wallet', {facts: {wallets: []}, draft: {wallet: '', hotkeyName: 'one'}}),
	);
	await press('enter', name, 'enter', 'enter', 'enter', 'enter', 'enter');

	expect(frame()).toContain('a name cannot contain a slash');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a hotkey is not added under a name with a slash', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('wallet', {facts: {wallets}}));
	await press('down', 'down', 'down', 'down', 'enter', '/2', 'enter', 'enter');

	expect(frame()).toContain('a name cannot contain a slash');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a name that is suggested gives way to what is typed, and keys edit it', async () => {
	const {press, paste, frame, walkthrough} = await openWalkthrough(
		stateAt('wallet', {
			facts: {wallets: []},
			draft: {wallet: 'default', hotkeyName: 'default'},
		}),
	);
	await press('enter');
	expect(frame()).toMatch(/Wallet +default▏ +suggested/v);
	await press('r', 'i', 'g', 'enter', 'end', '2');
	expect(walkthrough.state.getSnapshot().draft).toMatchObject({
		wallet: 'rig',
		hotkeyName: 'default2',
	});
	expect(frame()).not.toContain('suggested');

	await press('escape', 'enter', 'enter');
	await paste('3');
	expect(walkthrough.state.getSnapshot().draft).toMatchObject({
		wallet: 'rig',
		hotkeyName: 'default23',
	});
});

test('a name that was taken from the list is a suggestion in the form too', async () => {
	const {press, walkthrough} = await openWalkthrough(stateAt('wallet', {facts: {wallets}}));
	await press('end', 'up', 'up', 'up', 'up', 'enter', 'escape', 'end', 'up', 'enter', 'x');

	expect(walkthrough.state.getSnapshot().draft.wallet).toBe('x');
});

test('a hotkey is added under a name that is free', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('wallet', {facts: {wallets}}));
	await press('down', 'down', 'down', 'down', 'enter');
	await press('enter', 'enter');
	expect(frame()).toContain('rig already has a hotkey one');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('up', 'end', '2', 'enter', 'enter');
	expect(walkthrough.perform).toHaveBeenCalledOnce();
	expect(walkthrough.state.getSnapshot().draft).toMatchObject({
		way: 'existing',
		wallet: 'rig',
		hotkeyName: 'one2',
	});
});

test('a failure that is tried again gets the same secrets', async () => {
	const {press, change, walkthrough} = await openWalkthrough(stateAt('register', {facts: bill}));
	walkthrough.perform.mockImplementation(async () => {
		walkthrough.change({work: {kind: 'failed', code: 'chain-unreachable', message: 'Gone'}});
	});
	await press('enter', 'hunter2', 'enter', 'enter');
	await press('enter');
	expect(walkthrough.perform.mock.calls).toEqual([
		[{password: 'hunter2'}],
		[{password: 'hunter2'}],
	]);

	await change({work: {kind: 'idle'}});
	expect(walkthrough.state.getSnapshot().shown).toBe('register');
});

test('on the public test network there is no faucet, and a deposit is waited for', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('funds', {
			facts: {
				network: {name: 'test', url: 'wss://test.finney.opentensor.ai:443', isReal: false},
				hasFaucet: false,
				coldkey,
				balance: 0n,
				needed: 1_000_000_000n,
			},
		}),
	);
	await press('enter');

	expect(walkthrough.perform).not.toHaveBeenCalled();
	expect(frame()).not.toMatch(/faucet|choose/v);
	expect(frame()).toContain(coldkey);
	expect(frame()).toContain('Waiting for the deposit');
});

test('where there is a faucet, a deposit is waited for too', async () => {
	const {frame} = await openWalkthrough(
		stateAt('funds', {facts: {coldkey, hasFaucet: true, balance: 0n, needed: 1_000_000_000n}}),
	);

	expect(frame()).toContain('Ask the faucet');
	expect(frame()).toContain(coldkey);
	expect(frame()).toContain('btop continues when TAO arrives');
	expect(frame()).not.toContain('Waiting for the deposit');
});

test('the faucet is asked by Enter where TAO is play money', async () => {
	const {press, walkthrough} = await openWalkthrough(
		stateAt('funds', {facts: {coldkey, hasFaucet: true, balance: 0n, needed: 1_000_000_000n}}),
	);
	await press('enter');

	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('a deposit is waited for with the address in full, and Enter does nothing', async () => {
	const {press, walkthrough, frame, clock, settle} = await openWalkthrough(
		stateAt('funds', {
			facts: {network: finney, hasFaucet: false, coldkey, balance: 0n, needed: 1_000_000_000n},
		}),
	);
	clock.set(clock.getSnapshot() + 132_000);
	await settle();
	await press('enter');

	expect(walkthrough.perform).not.toHaveBeenCalled();
	expect(frame()).toContain(coldkey);
	expect(frame()).toContain('Waiting for the deposit  2 m 12 s');
});

test('a subnet is taken by Enter, unless something is in the way', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}));
	await press('down', 'down', 'enter');
	expect(frame()).toContain('✖ registration is closed by its owner');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('up', 'enter');
	expect(walkthrough.edit).toHaveBeenLastCalledWith({netuid: 3});
	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('the subnet that is marked at first stays marked when prices reorder the table', async () => {
	const {press, change, walkthrough} = await openWalkthrough(stateAt('subnet'));
	const [series, other] = [subnets[1]!, digits];
	const priced = (burn: bigint) => ({...other, subnet: {...other.subnet, burn}});
	const {facts} = walkthrough.state.getSnapshot();
	await change({facts: {...facts, subnets: [series, priced(882_412_345n)]}});
	await change({facts: {...facts, subnets: [series, priced(100n)]}});
	await press('enter');

	expect(walkthrough.edit).toHaveBeenLastCalledWith({netuid: series.subnet.netuid});
});

test('the marked subnet stays marked when the order changes', async () => {
	const {press, frame} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}));
	await press('down', 's', 's');

	expect(frame()).toContain('best paid first');
	expect(frame()).toMatch(/▸\s+3\s+digits/v);
	expect(frame().indexOf('digits')).toBeLessThan(frame().indexOf('series'));
});

test('only Enter on the choice that pays registers', async () => {
	const {press, walkthrough} = await openWalkthrough(stateAt('register', {facts: bill}));
	await press('enter', 'hunter2', 'enter');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('enter');
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'hunter2'});
});

test('several Enters that arrive at once do not pay', async () => {
	const {press, walkthrough} = await openWalkthrough(
		stateAt('register', {facts: {...bill, isOpen: true}}),
	);
	await press('\r'.repeat(4));

	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('where btop could only watch, that is told, and nothing can be paid', async () => {
	const reason = 'btop has no miner for this subnet';
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('register', {
			facts: {
				...bill,
				isOpen: true,
				prospect: {can: 'watch', task: undefined, reason, fix: undefined},
			},
		}),
	);
	expect(frame()).toContain(`btop can   watch only: ${reason}`);
	await press('down', 'enter');
	expect(frame()).toContain('btop could only watch it: choose another subnet');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a cap below the price, or that is none, is told before anything is tried', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('register', {facts: bill}));
	await press('0.5');
	expect(walkthrough.state.getSnapshot().draft.cap).toBe('0.5');
	expect(frame()).toContain('the price is above your cap');

	expect(frame()).toContain('Cap        none: the price is above your cap');
	expect(frame()).not.toContain('btcli call');

	await press('x', 'down', 'down', 'enter');
	expect(frame()).toContain('the cap is not an amount of TAO');
	expect(frame()).not.toContain('btcli call');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('the command is that of the cap as it is typed', async () => {
	const {press, frame} = await openWalkthrough(stateAt('register', {facts: bill}));
	expect(frame()).toContain('"limit_price": 926532962');
	await press('1.2');
	expect(frame()).toContain('"limit_price": 1200000000');
	expect(frame()).not.toContain('926532962');
});

test('without the coldkey nothing is asked, and the command is there in full', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('register', {facts: {...bill, hasColdkey: false}}),
	);
	await press('enter');
	const text = frame()
		.split('\n')
		.map(row => row.replaceAll('│', '').trim())
		.join(' ')
		.replaceAll(String.raw` \ `, ' ');

	expect(walkthrough.perform).not.toHaveBeenCalled();
	expect(text).toContain('the coldkey is not on this rig (good)');
	expect(text).toContain(equalCommand);
	expect(text).not.toContain('Password');
	expect(text).toContain('continues by itself');
});

test('a model that was pulled is taken by its path', async () => {
	const file = '/home/op/models/chat/chat.gguf';
	const own = {
		name: 'chat',
		task: 'text',
		format: 'gguf',
		path: file,
		files: [],
		bytes: 1e9,
	} as const;
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('model', {
			facts: {models: [], ownModels: [{...own, directory: '/home/op/models/chat'}]},
		}),
	);
	expect(frame()).toMatch(/chat .* yours, from this machine/v);
	await press('enter');

	expect(walkthrough.edit).toHaveBeenLastCalledWith({model: file});
	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('a model is taken by Enter, a file of one’s own by its path', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('model', {facts: {models, subnet: digits}}),
	);
	await press('down', 'enter');
	expect(walkthrough.edit).toHaveBeenLastCalledWith({model: 'image-tiny'});
	expect(walkthrough.perform).toHaveBeenCalledOnce();

	await press('down', 'enter', 'enter', 'enter');
	expect(frame()).toContain('type its path first');
	await press('up', './my.onnx', 'enter', 'enter');
	expect(walkthrough.perform).toHaveBeenCalledTimes(2);
	expect(walkthrough.state.getSnapshot().draft.model).toBe('./my.onnx');
});

test('the device is turned by arrows, and mining is started by its own choice', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
		}),
	);
	await press('right', 'right', 'left');
	expect(walkthrough.state.getSnapshot().draft.device).toBe('cpu');
	expect(frame()).toContain('← cpu →');
	await press('enter', 'enter', 'enter', 'enter');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('enter');
	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('where TAO is real the address comes first, and a port is checked', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {
				network: finney,
				subnet: digits,
				uid: 12,
				address: {bind: '0.0.0.0', announce: '203.0.113.7'},
			},
		}),
	);
	await press('203.0.113.7', 'enter', '99999');
	expect(walkthrough.state.getSnapshot().draft).toMatchObject({
		externalIp: '203.0.113.7',
		externalPort: '99999',
	});
	await press('down', 'down', 'down', 'enter');

	expect(frame()).toContain('a port is a number from 1 to 65535');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a miner announces an IP address, and no name', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
			draft: {externalIp: 'rig.example'},
		}),
	);
	await press('down', 'down', 'down', 'down', 'enter');

	expect(frame()).toContain('the external IP is not an IP address');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('a miner cannot be told to listen at port 0', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
			draft: {port: '0'},
		}),
	);
	await press('down', 'down', 'down', 'down', 'enter');

	expect(frame()).toContain('a port is a number from 1 to 65535');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});
