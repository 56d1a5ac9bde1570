import { expect, test } from "vitest";
import { isSameSite } from "#text/same-site.ts";

test.each([
  ["https://www.post.example/a", "https://feeds.post.example/rss"],
  ["http://post.example", "https://post.example./b"],
  ["https://www.bbc.co.uk/news", "https://feeds.bbc.co.uk/rss.xml"],
  ["http://127.0.0.1:8080/a", "http://127.0.0.1:9090/b"],
])("%s and %s are of one site", (one, other) => {
  expect(isSameSite(one, other)).toBe(true);
});

test.each([
  ["https://post.example/a", "https://times.example/a"],
  ["https://bbc.co.uk/", "https://evil.co.uk/"],
  ["https://one.blogspot.com/", "https://two.blogspot.com/"],
  ["http://10.0.1.1/", "http://192.168.1.1/"],
  ["https://post.example/", "post"],
])("%s and %s are not", (one, other) => {
  expect(isSameSite(one, other)).toBe(false);
});
