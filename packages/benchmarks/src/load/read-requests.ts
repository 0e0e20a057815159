import type { Socket } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

/** Calls `onRequest` with the path of each request of a connection, when its body has come whole. Bodies with `content-length` alone. */
export function readRequests(socket: Socket, onRequest: (path: string) => void): void {
  let rest: Buffer = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (let headEnd = rest.indexOf(HEAD_END); headEnd !== -1; headEnd = rest.indexOf(HEAD_END)) {
      const head = rest.toString('latin1', 0, headEnd)
      const end = headEnd + HEAD_END.length + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length < end) return
      rest = rest.subarray(end)
      onRequest(head.split(' ', 2)[1]!)
    }
  })
}
