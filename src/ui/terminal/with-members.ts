/** Override some members of a stream. All others are unchanged, and act on the stream itself. */
export function withMembers<Stream extends NodeJS.ReadStream | NodeJS.WriteStream>(
	stream: Stream,
	members: Readonly<Record<string, unknown>>,
): Stream {
	const own = new Map<string | symbol, unknown>(Object.entries(members));
	return new Proxy(stream, {
		get(target, name) {
			const value = own.get(name) ?? Reflect.get(target, name);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
