import {expect, test} from 'vitest';
import {createBodyRoom} from '../../../src/miner/front/body-room.ts';
import {ranks} from '../../../src/miner/front/connections.ts';

/** Room for 800 bytes: 400 for each half, 200 for each source. */
function create() {
	const room = createBodyRoom(800);
	const cut: string[] = [];
	return {
		cut,
		open: (body: string, rank: number = ranks.claimed) =>
			room.open({name: body[0]!, rank}, () => {
				cut.push(body);
			}),
	};
}

test('one source has a quarter, and its largest body makes room for a small one', () => {
	const {open, cut} = create();
	open('a1').add(150);
	open('a2').add(40);
	expect(cut).toEqual([]);
	open('a3').add(20);
	expect(cut).toEqual(['a1']);
	open('a4').add(300);
	expect(cut).toEqual(['a1', 'a4']);
});

test('when a half is full, the largest body of the largest source makes room', () => {
	const {open, cut} = create();
	open('a1').add(100);
	open('b1').add(120);
	open('b2').add(70);
	open('c1').add(100);
	open('d1').add(20);
	expect(cut).toEqual(['b1']);
});

test('bodies of strangers take no room from those of known callers', () => {
	const {open, cut} = create();
	for (const stranger of ['a', 'b', 'c', 'd']) {
		open(stranger).add(199);
	}

	expect(cut).toEqual(['a', 'b']);
	open('k1', ranks.known).add(190);
	open('p1', ranks.proven).add(190);
	expect(cut).toEqual(['a', 'b']);
});

test('a body that is read gives its room back, once', () => {
	const {open, cut} = create();
	const first = open('a1');
	first.add(190);
	first.close();
	first.close();
	open('a2').add(190);
	expect(cut).toEqual([]);
	open('a3').add(20);
	expect(cut).toEqual(['a2']);
});
