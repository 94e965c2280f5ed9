import type {CardFault} from '../card.ts';

/** What a line of the kernel's log says about a card. */
export type XidLine = Omit<CardFault, 'at'> & {
	/** The card's address on the PCI bus, without its function. */
	readonly bus: string;
};

/**
Parse a message of the kernel; `undefined` if it is not a fault of an NVIDIA card.

@example
```
parseXid('NVRM: Xid (PCI:0000:01:00): 79, GPU has fallen off the bus.');
//=> {bus: '0000:01:00', code: 79, text: 'GPU has fallen off the bus.'}
```
*/
export function parseXid(message: string): XidLine | undefined {
	const {bus, code, text} =
		/nvrm: xid \((?:pci:)?(?<bus>[\da-f]{4,8}:[\da-f]{2}:[\da-f]{2})[^\)]{0,20}\): (?<code>\d{1,4})(?:, )?(?<text>.{0,400})/iv.exec(
			message,
		)?.groups ?? {};
	return bus === undefined ? undefined : {bus: bus.toLowerCase(), code: Number(code), text: text!};
}

/** What a fault means for the operator. */
export type XidMeaning = {
	/** What happened, as a noun. */
	readonly name: string;
	/** Whether a program caused it, or the card (or what it is plugged into). */
	readonly fault: 'program' | 'card';
	readonly todo: string;
};

/**
Explain an Xid number, after NVIDIA's catalog: https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html
*/
export const explainXid = (code: number): XidMeaning =>
	meanings[code] ?? {
		name: 'a fault that is not in our list',
		fault: 'card',
		todo: `Look up Xid ${code} in NVIDIA's catalog (docs.nvidia.com/deploy/xid-errors). If it repeats, reset the card or reboot.`,
	};

const program = {fault: 'program'} as const;
const card = {fault: 'card'} as const;
const reset = 'Stop what runs on the card and reset it (`nvidia-smi --gpu-reset -i N`), or reboot.';

const meanings: Readonly<Record<number, XidMeaning>> = {
	13: {
		...program,
		name: 'an exception in the graphics engine',
		todo: 'Mostly a fault of the program. If other programs cause it too: remove overclocking, then test the card.',
	},
	31: {
		...program,
		name: 'an access to memory that is not mapped',
		todo: 'Mostly a fault of the program or the driver. If it stays with one card whatever runs, test that card.',
	},
	43: {
		...program,
		name: 'a program stopped by its own fault',
		todo: 'The card is fine; see the log of the program.',
	},
	45: {
		...program,
		name: 'the clean-up after a program that was killed or failed',
		todo: 'Nothing by itself: the fault before it, if any, is the cause.',
	},
	48: {
		...card,
		name: 'a memory error that ECC cannot correct (double bit)',
		todo: `${reset} If it comes back, have the card replaced.`,
	},
	62: {...card, name: 'a halt of its internal controller', todo: `${reset} Update the driver.`},
	63: {
		...card,
		name: 'bad memory set aside (row remapped or page retired)',
		todo: 'It works, but the remap becomes active only with a reset: do one at the next pause.',
	},
	64: {
		...card,
		name: 'bad memory that could not be set aside',
		todo: `${reset} If it comes back, have the card replaced.`,
	},
	74: {
		...card,
		name: 'an NVLink error',
		todo: `${reset} If it comes back, check bridge, cables and seating.`,
	},
	79: {
		...card,
		name: 'the card fell off the bus',
		todo: 'Power the machine off, not just reboot it. Then check power cables, riser and seating, and lower the power limit to see whether the supply is too weak.',
	},
	94: {
		...card,
		name: 'a memory error that hit one program (contained)',
		todo: 'Restart that program; reset the card at the next pause.',
	},
	95: {...card, name: 'a memory error that hit all programs (uncontained)', todo: reset},
	119: {
		...card,
		name: "no answer from the card's own processor (GSP time-out)",
		todo: `${reset} Update the driver; if it comes back, load it with \`NVreg_EnableGpuFirmware=0\`.`,
	},
	120: {
		...card,
		name: "an error of the card's own processor (GSP)",
		todo: `${reset} Update the driver.`,
	},
	154: {...card, name: 'a recovery that the driver asks for', todo: reset},
};
