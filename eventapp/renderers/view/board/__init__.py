"""The board: days and rooms as a table, the same session cards in it."""

from eventapp.renderers.view.board.grid import build_board
from eventapp.renderers.view.board.known import KnownBoard
from eventapp.renderers.view.board.values import BoardMarks, BoardView

__all__ = ["BoardMarks", "BoardView", "KnownBoard", "build_board"]
