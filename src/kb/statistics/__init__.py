"""How far apart two figures are and what their spread allows to say of it, in plain Python with its sources."""
