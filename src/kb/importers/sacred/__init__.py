"""What Sacred keeps of its runs, read without it: folders of a file storage observer, and exports of a MongoDB."""
