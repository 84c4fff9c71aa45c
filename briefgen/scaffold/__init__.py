"""Make new sites, and new articles in them; nothing that exists is ever touched."""
